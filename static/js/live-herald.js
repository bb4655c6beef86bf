// Who announces a reminder: one page of the browser makes the sound and one the notification,
// however many pages there are and however often the stream is opened anew. It runs beside the
// stream, see live-hub.js.
const choosing = 300; // ms in which pages may answer who shows a notification
const waking = 5000; // and what a busy computer may take until one can, or can make a sound
const keep = 200; // reminders remembered as announced

export class Herald {
  constructor(tell) {
    this.tell = tell;
    this.heard = new Set(); // reminders that were announced
    this.fresh = new Set(); // those being announced
    this.reports = []; // what the pages say they can do
    this.unshown = null; // those nobody could notify of yet
  }

  // know takes what a page remembers of before this worker was there.
  know(keys) {
    for (const key of keys) this.heard.add(key);
  }

  report(m) {
    this.reports.push(m);
    if (m.able && this.unheard) this.sing();
    if (this.unshown) this.notify();
  }

  // due takes the keys of all that is due now.
  due(keys) {
    const fresh = [...keys].filter((key) => !this.heard.has(key));
    if (fresh.length) this.announce(fresh);
  }

  // announce asks the pages who can make a sound or a notification, and chooses one of each.
  announce(keys) {
    for (const key of keys) { this.heard.add(key); this.fresh.add(key); }
    this.heard = new Set([...this.heard].slice(-keep));
    this.tell({ arrived: keys, heard: [...this.heard] });
    this.choice ??= setTimeout(() => {
      this.unshown = [...this.fresh];
      clearTimeout(this.unseen);
      this.unseen = setTimeout(() => { this.unshown = null; }, waking);
      this.notify();
      this.fresh.clear();
      this.choice = null;
      clearTimeout(this.unheard);
      this.unheard = setTimeout(() => this.sing(), waking);
      if (this.reports.some((r) => r.able)) this.sing();
    }, choosing);
  }

  // notify has one page make the notification: the first that may, unless a page is looked at.
  notify() {
    const seen = this.reports.some((r) => r.visible);
    const page = this.reports.find((r) => r.may)?.page;
    if (!seen && !page) return;
    if (!seen) this.tell({ announce: this.unshown, note: page });
    this.unshown = null;
  }

  // sing has one page make the sound: the first that can.
  sing() {
    clearTimeout(this.unheard);
    this.unheard = null;
    this.tell({ sound: this.reports.find((r) => r.able)?.page ?? 'none' });
    this.reports = [];
  }
}
