/** Faults of the HTTP exchange: an answer in place of the true one, or a mishap on its way out. */
import type { FaultName } from "./fault-catalogue";
import { errorAnswer, textAnswer, type VendorAnswer, WORDS } from "./vendor-answer";

const HTML_502 =
  "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>";
const HTML_200 = "<!doctype html><html><body>Please enable cookies.</body></html>";

type Maker = (requestId: string) => VendorAnswer;

const INSTEAD: Partial<Record<FaultName, Maker>> = {
  unknown_key: (id) => errorAnswer(401, id, WORDS.unknownKey),
  rate_limit_storm: (id) => errorAnswer(429, id, WORDS.rateLimited),
  empty_429: () => textAnswer(429, "", "application/json"),
  retry_after: (id) => ({
    ...errorAnswer(429, id, WORDS.rateLimited),
    headers: { "retry-after": "2" },
  }),
  http_500: (id) => errorAnswer(500, id, "Internal server error"),
  html_502: () => textAnswer(502, HTML_502, "text/html"),
  html_200: () => textAnswer(200, HTML_200, "text/html"),
  forbidden_plan: (id) => errorAnswer(403, id, WORDS.notEntitled),
  forbidden_timeframe: (id) => errorAnswer(403, id, WORDS.timeframe),
  redirect: () => ({
    ...textAnswer(302, "", "text/plain"),
    headers: { location: "http://elsewhere.invalid/" },
  }),
};

/** The answer of a struck fault that replaces the true one, or null. */
export function answerInstead(
  struck: ReadonlySet<FaultName>,
  requestId: string,
): VendorAnswer | null {
  for (const name of struck) {
    const make = INSTEAD[name];
    if (make !== undefined) return make(requestId);
  }
  return null;
}

export function withMishap(struck: ReadonlySet<FaultName>, answer: VendorAnswer): VendorAnswer {
  if (struck.has("hang")) return { ...answer, mishap: "hang" };
  if (struck.has("reset")) return { ...answer, mishap: "reset" };
  if (struck.has("cut_body")) return { ...answer, mishap: "cut" };
  return answer;
}
