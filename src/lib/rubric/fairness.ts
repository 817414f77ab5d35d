/** What no criterion may be about: who a person is, and how they look or sound. */

/**
 * Words that name a person instead of what they do.
 * @source criteria that selection research calls unfair or not job-related: accent, attractiveness, personality, and
 * what programs may not ask about (age, origin, religion, sex, family, health)
 */
const WORDS =
	/accents?|accented|pronunciations?|pronounc\w*|native[- ](?:like|speakers?|english)|foreign(?:er|ers|ness)?|dialects?|personalit(?:y|ies)|charism\w*|charm(?:s|ing)?|likeab\w*|likab\w*|attractiv\w*|unattractiv\w*|beaut(?:y|iful)|handsome|good[- ]looking|ugly|appearances?|physique|body ?weight|overweight|skin (?:colou?r|tone)|hair(?:styles?)?|beards?|make-?up|jewell?ery|hijabs?|headscar(?:f|ves)|turbans?|clothes|clothing|attire|outfits?|grooming|groomed|age|youthful|gender|feminine|masculine|race|racial|ethnic\w*|nationalit(?:y|ies)|religio\w*|caste|disab\w*|stutter\w*|stammer\w*|introver\w*|extraver\w*|extrover\w*|hireab\w*|hirab\w*|employab\w*|intelligence|iq|fluen(?:t|tly|cy)|warmth|dress(?:es|ed)?(?! (?:a|the|their) (?:wound|burn|ulcer))/;

/** How somebody strikes others; said of a plan or a sentence, most of these would be fair. */
const TRAITS =
	'warm|kind|nice|friendly|pleasant|lovely|sweet|cheerful|outgoing|shy|confident|humble|arrogant|mature|clever|trustworthy|sympathetic';
const LOOKS =
	'professional|smart|presentable|tidy|neat|clean|well|good|nice|great|pretty|young|old|older|tired|healthy|fit|slim|the part|western|different';
const ORIGINS =
	'american|british|english|australian|canadian|european|african|asian|arabic?|indian|local|foreign|native|educated';
const VERY = '(?:(?:very|too|so|more|most|less|really|quite|always|not) )*';

/**
 * Words that do so only together. "looks", "sounds", "warm" and "confident" alone are not refused: a look at the lens, a
 * sentence that sounds rehearsed and a warm handover are things that are done.
 */
const TOGETHER = [
	`(?:look|looks|looked|looking) (?:like an? )?${VERY}(?:${LOOKS}|${TRAITS}|${ORIGINS}|doctor)`,
	`(?:sound|sounds|sounded|sounding) (?:like an? )?${VERY}(?:${TRAITS}|${ORIGINS})`,
	`(?:good|nice|physical|personal|professional|outer|their|his|her) looks`,
	`(?:${ORIGINS}) (?:english|speech)`,
	`(?:seem|seems|appear|appears|comes? across(?: as)?|is|are) (?:an? )?${VERY}(?:warm|likeable|charming|friendly|shy|arrogant|humble)`,
	`(?:seem|seems|appear|appears|comes? across(?: as)?) (?:an? )?${VERY}(?:${TRAITS})`,
	`(?:${TRAITS})(?:(?:,| and| or| but) \\w+){0,3} (?:person|people|individual|human|character|man|woman)`
];

const UNFAIR = new RegExp(`\\b(?:${[WORDS.source, ...TOGETHER].join('|')})\\b`, 'i');

/** The first word in `text` that rates a person instead of what they do; null when there is none. */
export function namesUnfair(text: string): string | null {
	return UNFAIR.exec(text.normalize('NFKC'))?.[0].toLowerCase() ?? null;
}

/** Does the note to the reviewer say how to be fair to an accent? */
export function speaksOfAccents(note: string): boolean {
	return /\baccents?\b/i.test(note);
}
