// Where SharedWorker is missing: one of the pages holds the stream and passes on what comes.
// The newest page takes it over; when it goes, one of the others does.
import { Hub } from './live-hub.js';

/** channel answers how to send to the hub; deliver gets what the hub tells. */
export function channel(page, deliver, rejoin) {
  const line = new BroadcastChannel('fichebak');
  let hub = null;
  let heir = null;
  const lead = () => {
    clearTimeout(heir);
    line.postMessage({ lead: page });
    hub ??= new Hub((m) => { deliver(m); line.postMessage({ down: m }); });
  };
  const inherit = () => { lead(); rejoin(); };
  line.onmessage = ({ data }) => {
    if (data.down) deliver(data.down);
    if (data.up) hub?.receive(data.up);
    if (data.lead) {
      clearTimeout(heir);
      hub?.close();
      hub = null;
    }
    if (data.orphaned) heir = setTimeout(inherit, Math.random() * 500);
  };
  document.addEventListener('visibilitychange', () => { if (!document.hidden && !hub) inherit(); });
  lead();
  return (m) => {
    if (m.leave) {
      if (hub) line.postMessage({ orphaned: true });
      hub?.close();
      hub = null;
      return;
    }
    if (m.join && !hub) lead();
    if (hub) hub.receive(m);
    else line.postMessage({ up: m });
  };
}
