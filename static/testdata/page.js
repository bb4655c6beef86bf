// What the browser tests ask of every page beside axe. It is evaluated in the page and leaves
// window.markAlike() and window.faultsOfPage(lang, coarse); that one answers what is wrong, one line each.
'use strict';
(() => {
  const said = (e) => {
    const words = (e.getAttribute('aria-label') ?? e.innerText ?? e.value ?? '').replace(/\s+/g, ' ').trim().slice(0, 40);
    return `<${e.localName}${e.id ? '#' + e.id : ''}${e.className && typeof e.className === 'string' ? '.' + e.className.trim().replace(/\s+/g, '.') : ''}${e.name ? ` name=${e.name}` : ''}> ${words}`;
  };
  const shown = (e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && e.getClientRects().length > 0;
  const unseen = (e) => e.closest('.vh, [hidden]') || getComputedStyle(e).clipPath !== 'none'; // only for screen readers
  const controls = () => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')].filter((e) => shown(e) && !e.disabled && !e.closest('[data-alike]'));

  function frame(lang) {
    const faults = [];
    const heads = [...document.querySelectorAll('h1')].filter(shown);
    if (heads.length !== 1) faults.push(`${heads.length} h1`);
    if (document.documentElement.lang !== lang) faults.push(`lang is ${document.documentElement.lang}`);
    if (!document.title.trim()) faults.push('no title');
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) {
      const clipped = (e) => { for (let p = e.parentElement; p !== document.body; p = p.parentElement) if (getComputedStyle(p).overflowX !== 'visible') return true; return false; };
      const wide = [...document.body.querySelectorAll('*')].filter((e) => shown(e) && e.getBoundingClientRect().right > clientWidth + 1 && !clipped(e)).slice(0, 3);
      faults.push(`scrolls sideways, ${scrollWidth} in ${clientWidth}: ${wide.map(said).join(' | ')}`);
    }
    const seen = new Set();
    for (const { id } of document.querySelectorAll('[id]')) {
      if (seen.has(id)) faults.push(`id ${id} twice`);
      seen.add(id);
    }
    return faults;
  }

  // A button is what looks like one; a word in a sentence may be as small as its line (WCAG 2.5.8).
  const button = (e) => e.matches('button, summary, input, select, textarea, .button, .tool, .menu a, .tabs a, .bar a, .views a');
  function targets(coarse) {
    const least = coarse ? 44 : 24;
    const faults = [];
    for (const e of controls().filter((e) => button(e) && !unseen(e))) {
      const boxes = [e, ...(e.labels ?? [])].map((x) => x.getBoundingClientRect());
      const inner = e.matches('.tick, [type=checkbox], [type=radio]') || !coarse;
      const [w, h] = inner ? [Math.max(...boxes.map((b) => b.width)), Math.max(...boxes.map((b) => b.height))] : [boxes[0].width, boxes[0].height];
      if (Math.round(w) < least || Math.round(h) < least) faults.push(`target of ${Math.round(w)} × ${Math.round(h)}: ${said(e)}`);
    }
    return faults;
  }

  // look is what shows of an element and of what may show its focus for it.
  const look = (e) => [e, e.closest('label'), e.parentElement, e.closest('tr')].filter(Boolean).map((x) => {
    const s = getComputedStyle(x);
    return [s.outlineStyle === 'none' ? '' : s.outlineStyle + s.outlineWidth + s.outlineColor, s.boxShadow, s.borderColor, s.borderStyle].join();
  }).join(';');

  // covered answers what lies over an element that has the focus, when less of it is free than a
  // finger needs (WCAG 2.4.11 and 2.5.8). It looks at points of a raster.
  function covered(e) {
    const owner = e.closest('label') ?? e;
    const whole = owner.getClientRects()[0];
    const sight = { left: Math.max(whole.left, 0), top: Math.max(whole.top, 0), right: Math.min(whole.right, innerWidth), bottom: Math.min(whole.bottom, innerHeight) };
    const part = sight.right > sight.left && sight.bottom > sight.top && whole.height > innerHeight; // what scrolls is seen in part
    const box = part ? { ...sight, width: sight.right - sight.left, height: sight.bottom - sight.top } : whole;
    const free = { x: [], y: [] };
    let over = null;
    for (let i = 0; i < 64; i++) {
      const [x, y] = [box.left + box.width * (i % 8 + .5) / 8, box.top + box.height * (Math.floor(i / 8) + .5) / 8];
      const hit = document.elementFromPoint(x, y);
      if (hit?.closest('#tray-panel[open]')) return ''; // its user opened it, and Esc shuts it
      if (hit && (owner.contains(hit) || hit.contains(e) && !hit.matches('html, body, main'))) {
        free.x.push(x);
        free.y.push(y);
      } else {
        over ??= hit;
      }
    }
    const span = (all, size) => (all.length ? Math.max(...all) - Math.min(...all) + size / 8 : 0);
    if (span(free.x, box.width) + 1 >= Math.min(24, box.width) && span(free.y, box.height) + 1 >= Math.min(24, box.height)) return '';
    return over ? said(over) : 'the edge of the window';
  }

  function focus() {
    const faults = [];
    document.activeElement?.blur();
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Tab' })); // from here on by keyboard
    const modal = document.querySelector('dialog:modal'); // what lies below it cannot be reached
    for (const e of controls().filter((e) => e.tabIndex >= 0 && (modal?.contains(e) ?? true))) {
      for (let d = e.closest('details'); d; d = d.parentElement.closest('details')) if (!e.matches('summary') || d !== e.parentElement) d.open = true; // a menu shuts when the focus goes on
      const before = look(e);
      e.focus({ focusVisible: true });
      if (document.activeElement !== e) faults.push(`takes no focus: ${said(e)}`);
      else if (look(e) === before) faults.push(`focus is not seen: ${said(e)}`);
      else if (!e.matches('.skip') && covered(e)) faults.push(`focus lies under ${covered(e)}: ${said(e)}`);
      e.blur();
    }
    for (const e of [document.scrollingElement, ...document.querySelectorAll('.tabs, .views, main')]) e.scrollTo(0, 0);
    return faults;
  }

  // Rows of a list are made alike: the first three of each part and the last are judged for all.
  window.markAlike = () => {
    for (const list of document.querySelectorAll('tbody, ol.lines, ul.lines')) {
      const rows = [...list.children];
      rows.slice(3, -1).forEach((row) => { row.dataset.alike = ''; });
    }
    return true;
  };
  window.faultsOfPage = (lang, coarse) => [...frame(lang), ...targets(coarse), ...focus()];
})();
