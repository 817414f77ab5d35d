import { openIndexedDbSpool } from './spool-indexeddb.browser.ts';
import { describeSpool } from './spool.contract.ts';

describeSpool('IndexedDB', openIndexedDbSpool);
