// The SharedWorker that all pages of a browser have in common: a browser opens six connections
// to a server, so a stream for each page would hang the seventh.
import { Hub } from './live-hub.js';

const ports = new Set();
const hub = new Hub((m) => { for (const port of ports) port.postMessage(m); });

self.onconnect = ({ ports: [port] }) => {
  port.onmessage = ({ data }) => {
    if (data.leave) {
      ports.delete(port);
      return;
    }
    ports.add(port);
    hub.receive(data);
  };
};
