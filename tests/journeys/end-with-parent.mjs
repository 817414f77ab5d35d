/** Ends a server under test when the test runner is gone, however that ended: its standard input closes. */
process.stdin.once('close', () => process.exit(1)).resume();
process.stdin.unref?.();
