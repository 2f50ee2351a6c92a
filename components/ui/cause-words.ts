/** The cause of a group of failures in words; its fingerprint is for machines. */

const WORDS: Record<string, string> = {
  rate_limited: "Refused with 429: too many requests",
  provider_5xx: "The provider failed or could not be reached",
  auth_or_entitlement: "The key or the plan was refused",
  bad_request: "The provider did not accept the request",
  malformed: "The provider's answer could not be read",
  provider_empty: "The provider had no bars",
  insert_failed: "The bars could not be stored",
  compute_failed: "The features could not be computed",
  internal: "An error of Candlewatch itself",
};

/** @param fingerprint begins with the stable code: "rate_limited: * *: the vendor answered *" */
export function causeWords(fingerprint: string): string {
  const code = fingerprint.split(":", 1)[0] ?? "";
  return WORDS[code] ?? fingerprint;
}
