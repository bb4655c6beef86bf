// The board of the stages: a card is dragged to another stage, or moved there with Shift and an
// arrow. Without it each card has a form that does the same.
import { remember, remembered, tab, typing } from './page.js';

const board = () => document.querySelector('[data-board]');
const stages = () => [...board().querySelectorAll('[data-stage]')];
let held = null; // the card under the hand

// move sends the card's own form: the server answers the board as it is then.
function move(card, stage) {
  const form = card.querySelector('form');
  if (!form || !stage || card.closest('[data-stage]') === stage) return;
  form.elements.stage.value = stage.dataset.stage;
  form.requestSubmit();
}

function over(stage) {
  for (const s of stages()) s.classList.toggle('is-over', s === stage);
}

function key(e) {
  const card = e.target.closest?.('.board-card');
  if (!card || typing(e.target) || e.ctrlKey || e.altKey || e.metaKey) return;
  const all = stages();
  const at = all.indexOf(card.closest('[data-stage]'));
  const side = { ArrowLeft: -1, ArrowRight: 1 }[e.key];
  const cards = [...all[at].querySelectorAll('.board-card')];
  let next;
  if (side && e.shiftKey) {
    e.preventDefault();
    move(card, all[at + side]);
    return;
  }
  if (side) next = all[at + side]?.querySelector('.board-card');
  else if (e.key === 'ArrowDown') next = cards[cards.indexOf(card) + 1];
  else if (e.key === 'ArrowUp') next = cards[cards.indexOf(card) - 1];
  if (!next) return;
  e.preventDefault();
  next.querySelector('.name').focus();
}

if (board()) {
  document.addEventListener('keydown', key);
  document.addEventListener('submit', (e) => {
    const card = e.target.closest('.board-card'); // the select's form is used without move
    if (card) remember('card', card.id, tab);
  });
  document.addEventListener('dragstart', (e) => {
    held = e.target.closest?.('.board-card');
    if (!held) return;
    e.dataTransfer.effectAllowed = 'move';
    e.dataTransfer.setData('text/plain', held.dataset.id);
    held.classList.add('is-held');
  });
  document.addEventListener('dragover', (e) => {
    const stage = held && e.target.closest?.('[data-stage]');
    if (stage) e.preventDefault();
    if (held) over(stage);
  });
  document.addEventListener('drop', (e) => {
    const stage = held && e.target.closest?.('[data-stage]');
    if (!stage) return;
    e.preventDefault();
    move(held, stage);
  });
  document.addEventListener('dragend', () => {
    held?.classList.remove('is-held');
    held = null;
    over(null);
  });
  const moved = remembered('card', tab);
  if (moved) {
    remember('card', null, tab);
    const card = document.getElementById(moved);
    card?.querySelector('.name').focus();
    card?.scrollIntoView({ block: 'nearest', inline: 'center' }); // on a telephone its stage is off the screen
  }
}
