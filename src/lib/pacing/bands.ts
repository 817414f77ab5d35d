/**
 * What the measures of pacing are compared with. They come after a person's own earlier takes, and outside a band nothing is
 * wrong: it is where most speakers are.
 */

/** Words a minute. @source Earnings-22: 115, 149 and 183 at the 10th, 50th and 90th percentile; rounded outward */
export const WORDS_PER_MINUTE = { slow: 105, from: 120, to: 170, fast: 190 };
