import { createMemorySpool } from './spool-memory.ts';
import { describeSpool } from './spool.contract.ts';

describeSpool('memory', async () => createMemorySpool());
