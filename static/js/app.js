// Everything a page does by itself. Each module only adds to what the page can do without
// scripts, and says in its first lines what that is.
import './keys-out.js';
import './live.js';
import './live-fiche.js';
import './live-list.js';
import './live-past.js';
import './live-crm.js';
import './notify.js';
import './check.js';
import './clock.js';
import './rows.js';
import './suggest.js';
import './many.js';
import './form.js';
import './keys.js';
import './sheet.js';
import './pairs.js';
import './command.js';
import './columns.js';
import './quick.js';
import './board.js';
import './focus.js';
import './print.js';
