// A fiche that one looks at follows what is done with it, here and by others, and says who changed
// what. A form of a fiche is not touched: beside its buttons stands what was changed since it was
// opened. Without it the page is as it was opened, and whoever saves second sees both.
import { ask, follow, put } from './live-follow.js';
import { markup } from './page.js';

const about = (element, word) => word.many || (word.fiches ?? []).includes(element.dataset.fiche);

const since = (path, at) => {
  const url = new URL(path, location.href);
  url.hash = '';
  url.searchParams.set('since', at);
  return url;
};

async function look(article) {
  let answer = await ask(since(location.href, article.dataset.at), 'article#fiche');
  if (answer.to) { // it has another kind now, and so another address
    const to = new URL(answer.to, location.href);
    if (!to.pathname.endsWith('/' + article.dataset.fiche)) return;
    to.searchParams.delete('since');
    history.replaceState(history.state, '', to);
    answer = await ask(since(to, article.dataset.at), 'article#fiche');
  }
  if (!article.isConnected || answer.to) return;
  if (answer.ok && answer.text) await put(answer.text, '#fiche', 'outerMorph');
  else if (answer.gone) await put(answer.text, '#flash', 'innerHTML');
}

// Of a CRM fiche all but the form in which one notes is put anew.
async function lookCRM(top) {
  const answer = await ask(since(location.href, top.dataset.at), 'div#crm-top');
  if (!top.isConnected || answer.to) return;
  if (answer.ok && answer.text) await put(answer.text, '#live', 'none');
  else if (answer.gone) await put(answer.text, '#flash', 'innerHTML');
}

async function tell(bar) {
  const answer = await ask(since(bar.dataset.url, bar.dataset.at), 'p#news');
  if (!answer.ok) return;
  const words = markup(answer.text);
  if (words.textContent.trim() !== bar.textContent.trim()) bar.replaceChildren(words);
}

follow({ find: () => document.querySelector('article#fiche[data-at]'), concerns: about, look, minutes: true });
follow({ find: () => document.querySelector('#crm-top[data-at]'), concerns: about, look: lookCRM, minutes: true });
follow({ find: () => document.querySelector('#news[data-url]'), concerns: about, look: tell });
