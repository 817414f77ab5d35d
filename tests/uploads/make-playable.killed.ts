/** Prepares the recording of its order over and over until it is killed; says once that it has begun. */
import { makePlayable, type MakeOrder } from '../../src/lib/upload/make-playable.server.ts';

const order = JSON.parse(process.argv[2] ?? '') as MakeOrder;
process.send?.('begun');
for (;;) await makePlayable(order);
