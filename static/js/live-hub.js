// The one stream of a browser. It runs in the SharedWorker (live-worker.js), or in one of the
// pages where there is none (live-channel.js), and tells every page what came. The stream says
// how things are, not what happened: whatever was missed is in its first frame.
//
// It is read with fetch, not EventSource: that hides the status (is the session over, or the
// server away?) and the server's beats (is the line dead since the computer slept?).
import { Herald } from './live-herald.js';

const lostAfter = 3000; // ms without a stream before pages say so
const connectWithin = 8000;
const silentAfter = 40000; // the server beats each 15 s
const staleAfter = 20000; // silence that makes a page's waking open a new stream
const firstWait = 400;
const longestWait = 6000;

const pause = (hub, ms) => new Promise((done) => {
  const timer = setTimeout(done, ms);
  hub.hurry = () => { clearTimeout(timer); done(); };
});

export class Hub {
  constructor(tell) {
    this.tell = tell;
    this.state = 'closed'; // opening, open, lost, ended
    this.parts = new Map(); // the newest of each region, for pages that join
    this.written = null; // where the box is, by the last word of it
    this.herald = new Herald(tell);
  }

  receive(m) {
    if (m.join) this.join(m);
    if (m.join || m.look) this.look();
    if (m.report) this.herald.report(m);
    if (m.ask) this.tell({ to: m.page, status: { state: this.state, since: this.since, last: this.last, offset: this.offset } });
  }

  join(m) {
    this.browser ??= m.browser;
    this.herald.know(m.heard);
    if (this.state === 'closed' || this.state === 'ended') this.run();
    this.tell({ to: m.page, state: this.state, offset: this.offset });
    if (this.state !== 'open') return;
    this.tell({ to: m.page, frame: [...this.parts.values()].join('\n') });
    if (this.written) this.tell({ to: m.page, written: this.written });
  }

  // look makes sure of the stream when a page wakes up or the network is back.
  look() {
    this.hurry?.();
    if (this.state === 'open' && Date.now() - this.last > staleAfter) this.abort.abort();
  }

  close() {
    this.closed = true;
    this.abort?.abort();
    this.hurry?.();
    clearTimeout(this.missing);
  }

  say(state) {
    Object.assign(this, { state, since: Date.now() });
    if (!this.closed) this.tell({ state, offset: this.offset });
  }

  async run() {
    this.state = 'opening';
    for (let wait = firstWait; !this.closed;) {
      this.missing ??= setTimeout(() => this.say('lost'), lostAfter);
      const status = await this.follow().catch(() => 0);
      const opened = this.state === 'open';
      if (opened) this.state = 'opening';
      if (status === 401 || status === 204) break;
      wait = opened ? firstWait : Math.min(wait * 2, longestWait);
      if (!this.closed) await pause(this, wait * (0.5 + Math.random() / 2));
      this.hurry = null;
    }
    clearTimeout(this.missing);
    this.missing = null;
    this.parts.clear();
    this.say('ended');
  }

  // follow reads one stream to its end, and answers the status that says why.
  async follow() {
    this.abort = new AbortController();
    const signal = this.abort.signal;
    const guard = (ms) => { clearTimeout(this.guard); this.guard = setTimeout(() => this.abort.abort(), ms); };
    guard(connectWithin);
    try {
      const answer = await fetch('/live?browser=' + this.browser, { signal, cache: 'no-store', redirect: 'manual', headers: { Accept: 'text/event-stream' } });
      if (answer.status !== 200) return answer.status;
      this.opened(answer.headers.get('Date'));
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let rest = ''; ;) {
        guard(silentAfter);
        const { done, value } = await reader.read();
        if (done) return 0;
        this.last = Date.now();
        const frames = (rest + value).split('\n\n');
        rest = frames.pop();
        for (const frame of frames) if (this.take(frame) === 'bye') return 401;
      }
    } finally {
      clearTimeout(this.guard);
      this.abort.abort();
    }
  }

  opened(date) {
    clearTimeout(this.missing);
    this.missing = null;
    this.last = Date.now();
    if (date) this.offset = Date.parse(date) + 1000 - this.last; // the header has whole seconds, rounded down
    this.say('open');
  }

  // take handles one frame: regions of the page, or an event that has a name.
  take(frame) {
    const lines = frame.split('\n');
    const of = (field) => lines.filter((l) => l.startsWith(field + ':')).map((l) => l.slice(field.length + 1).replace(/^ /, ''));
    const [event] = of('event');
    const data = of('data').join('\n');
    if (event === 'bye') return event;
    if (event === 'written') this.word(JSON.parse(data));
    else if (event) this.tell({ event, data });
    else if (data) this.regions(data);
    return '';
  }

  // word passes on where something was written; who joins later hears only how far that is.
  word(written) {
    this.tell({ written });
    this.written = { at: written.at, from: written.at };
  }

  regions(html) {
    for (const [part, id] of html.matchAll(/<hx-partial hx-target="#([\w-]+)".*?<\/hx-partial>/gs)) this.parts.set(id, part);
    this.tell({ frame: html });
    const due = (this.parts.get('tray') ?? '').matchAll(/ data-key="([^"]+)"/g);
    this.herald.due(new Set([...due].map((m) => m[1])));
  }
}
