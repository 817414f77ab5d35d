/**
 * What a page does about measuring a take, or why it stopped: the recording (or what measures it) could not be loaded, or
 * this device would not keep what was measured.
 */
export type Measuring = 'measuring' | 'keeping' | 'not-loaded' | 'not-kept';

/** Is something still being done, so that it need not be asked for again? */
export const isAtWork = (work: Measuring | undefined) => work === 'measuring' || work === 'keeping';
