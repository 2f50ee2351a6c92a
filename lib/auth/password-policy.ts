/** What a password must be: long, not built from what anybody can guess. No rules about kinds of characters. */

export const SHORTEST_PASSWORD = 12;
export const LONGEST_PASSWORD = 128;

/** Pieces that attackers try first; a password may hold them, but not be little else. */
const GUESSED = [
  "password",
  "passwort",
  "candlewatch",
  "qwertyuiop",
  "letmein",
  "welcome",
  "changeme",
  "iloveyou",
  "administrator",
  "abc123",
  "0123456789",
  "1234567890",
];
/** Letters and digits that must be left when the guessed pieces are taken out. */
const LEAST_OWN_CHARACTERS = 8;
const LEAST_DIFFERENT_CHARACTERS = 5;

/** What is wrong with the password, or null. */
export function passwordFault(password: string, about: readonly string[]): string | null {
  if (password.length < SHORTEST_PASSWORD) return `at least ${SHORTEST_PASSWORD} characters`;
  if (password.length > LONGEST_PASSWORD) return `at most ${LONGEST_PASSWORD} characters`;
  const lower = password.toLowerCase();
  if (new Set(lower).size < LEAST_DIFFERENT_CHARACTERS) {
    return `at least ${LEAST_DIFFERENT_CHARACTERS} different characters`;
  }
  const pieces = [...about.flatMap(nameParts), ...GUESSED];
  const rest = pieces.reduce((text, piece) => text.replaceAll(piece, ""), lower);
  const own = rest.replace(/[^\p{L}\p{N}]/gu, "");
  if (rest !== lower && own.length < LEAST_OWN_CHARACTERS) {
    return "not built from a name, an address or a common password";
  }
  return null;
}

function nameParts(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part.length >= 4);
}
