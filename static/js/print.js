// The button that prints the page. Without it Ctrl+P does, and the page says so.
import { whenSwapped } from './page.js';

whenSwapped(() => { for (const button of document.querySelectorAll('[data-print][hidden]')) button.hidden = false; });

document.addEventListener('click', (e) => { if (e.target.closest('[data-print]')) print(); });
