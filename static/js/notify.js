// Who has the page behind another one is told of a reminder: by the title and the icon of the
// tab, a sound if the user chose it, a notification of the computer if the browser may. Without
// it the tray says the same on the page.
import { send } from './live.js';
import { markup, remember, remembered } from './page.js';

const icon = document.querySelector('link[rel=icon]');
const plain = icon?.href;
let picture = null; // the icon's own source, fetched once
let audio = null;

const count = () => Number(document.getElementById('tray')?.dataset.count ?? 0);

// badge shows how many are due, in a tab that is not looked at.
async function badge() {
  const n = document.hidden ? count() : 0;
  const title = document.title.replace(/^\(\d+\) /, '');
  document.title = n ? `(${n}) ${title}` : title;
  if (!icon || (!n && !picture)) return;
  if (n) picture ??= await fetch(plain).then((r) => r.text());
  const now = document.hidden ? count() : 0;
  icon.href = now ? 'data:image/svg+xml,' + encodeURIComponent(withNumber(picture, now)) : plain;
}

// The card of what came in goes for good in this browser once one has looked into the tray.
function look() {
  const card = document.querySelector('#tray > .arrival');
  if (card) card.hidden = JSON.parse(remembered('looked') ?? '[]').includes(card.querySelector('[data-key]')?.dataset.key);
}

// Opened or shut again already: both mean that one has looked. So does putting the card away.
function looked({ target }) {
  const shut = target.closest?.('[data-looked]');
  if (!shut && target.id !== 'tray-panel') return;
  remember('looked', JSON.stringify([...document.querySelectorAll('#tray [data-key]')].map((e) => e.dataset.key)));
  look();
  if (shut) document.querySelector('#tray-panel > summary').focus({ preventScroll: true });
}

function withNumber(source, n) {
  const svg = markup(source).querySelector('svg');
  const [x, y, w, h] = (svg.getAttribute('viewBox') ?? '0 0 32 32').split(/[ ,]+/).map(Number);
  const r = w * 0.32;
  const mark = markup(`<svg><circle cx="${x + w - r}" cy="${y + h - r}" r="${r}" fill="#a02a1e"/><text x="${x + w - r}" y="${y + h - r}" dy=".36em" text-anchor="middle" font-family="sans-serif" font-weight="700" font-size="${r * 1.4}" fill="#fff">${n > 9 ? '9+' : n}</text></svg>`);
  svg.append(...mark.firstElementChild.childNodes);
  return new XMLSerializer().serializeToString(svg);
}

// report tells what this page could do. Whether it may sound shows only by trying: browsers want
// a click or a key first, on this page or on the one before it.
function report() {
  send({ report: true, visible: !document.hidden, may: document.hidden && window.Notification?.permission === 'granted' });
  if (document.body.dataset.sound !== 'on') return;
  audio ??= new AudioContext();
  audio.resume().then(() => send({ report: true, able: true, visible: !document.hidden }), () => {}); // shut before it could start
}

// beep is two short notes.
function beep() {
  for (const [pitch, at] of [[660, 0], [880, 0.16]]) {
    const tone = new OscillatorNode(audio, { frequency: pitch });
    const volume = new GainNode(audio, { gain: 0 });
    const start = audio.currentTime + at;
    volume.gain.setValueAtTime(0.0001, start);
    volume.gain.exponentialRampToValueAtTime(0.2, start + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, start + 0.15);
    tone.connect(volume).connect(audio.destination);
    tone.start(start);
    tone.stop(start + 0.15);
    tone.onended = () => { if (at) silence(); };
  }
  document.dispatchEvent(new CustomEvent('fichebak:sound'));
}

/** hear lets one hear what a reminder sounds like. */
export function hear() {
  audio ??= new AudioContext();
  audio.resume().then(beep, () => {});
}

function silence() {
  audio?.close();
  audio = null;
}

const words = (element) => {
  const copy = element?.cloneNode(true);
  for (const e of copy?.querySelectorAll('.vh, .fresh, .tel') ?? []) e.remove();
  return copy?.textContent.replace(/\s+/g, ' ').trim() ?? '';
};

function notification(key) {
  const entry = document.querySelector(`#tray-panel [data-key="${CSS.escape(key)}"]`);
  if (!entry) return;
  const body = [words(entry.querySelector('.kind')), words(entry.querySelector('.note'))].filter(Boolean).join('\n');
  let note;
  try {
    note = new Notification(words(entry.querySelector('h3')), { body, tag: key, icon: plain, lang: document.documentElement.lang });
  } catch {
    return; // telephones have the name and refuse to make one from a page
  }
  note.onclick = () => {
    window.focus();
    document.getElementById('tray-panel').open = true;
    note.close();
  };
}

// The page that says whether one is reminded has a button that asks the browser.
function permission() {
  const may = isSecureContext && window.Notification?.permission === 'default';
  for (const button of document.querySelectorAll('button[data-notify]')) {
    button.hidden = !may;
    button.onclick = () => Notification.requestPermission().then(permission);
  }
  document.dispatchEvent(new CustomEvent('notify'));
}

if (document.getElementById('tray')) {
  badge();
  permission();
  document.addEventListener('visibilitychange', badge);
  document.addEventListener('htmx:after:swap', badge);
  look();
  document.addEventListener('htmx:after:swap', look);
  document.addEventListener('toggle', looked, true);
  document.addEventListener('click', looked);
  document.addEventListener('live', ({ detail: m }) => {
    if (m.frame) badge();
    if (m.arrived) report();
    if (m.note === send.page) m.announce.forEach(notification);
    if (m.sound === send.page && audio) beep();
    else if (m.sound) silence();
  });
}
