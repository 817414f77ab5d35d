/** What no criterion may be about: who a person is, and how they look or sound. */

/**
 * Words that name a person instead of what they do. "looks", "voice" and "dress" alone are not among them: a look at the
 * camera and a voice that can be heard are things that are done.
 * @source criteria that selection research calls unfair or not job-related: accent, attractiveness, personality, and
 * what programs may not ask about (age, origin, religion, sex, family, health)
 */
const UNFAIR =
	/\b(accents?|accented|pronunciations?|pronounc\w*|native[- ](?:like|speakers?|english)|foreign(?:er|ers|ness)?|dialects?|personalit(?:y|ies)|charism\w*|charm(?:s|ing)?|likeab\w*|likab\w*|attractiv\w*|unattractiv\w*|beaut(?:y|iful)|handsome|good[- ]looking|ugly|appearances?|physique|body ?weight|overweight|skin (?:colou?r|tone)|hair(?:styles?)?|beards?|make-?up|jewell?ery|hijabs?|headscar(?:f|ves)|turbans?|clothes|clothing|attire|outfits?|grooming|groomed|age|youthful|gender|feminine|masculine|race|racial|ethnic\w*|nationalit(?:y|ies)|religio\w*|caste|disab\w*|stutter\w*|stammer\w*|introver\w*|extraver\w*|extrover\w*|hireab\w*|hirab\w*|employab\w*|intelligence|iq)\b/i;

/** The first word in `text` that rates a person instead of what they do; null when there is none. */
export function namesUnfair(text: string): string | null {
	return UNFAIR.exec(text.normalize('NFKC'))?.[0].toLowerCase() ?? null;
}

/** Does the note to the reviewer say how to be fair to an accent? */
export function speaksOfAccents(note: string): boolean {
	return /\baccents?\b/i.test(note);
}
