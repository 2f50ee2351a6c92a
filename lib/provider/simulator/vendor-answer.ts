/** An answer of the simulated vendor before it goes out, with what may go wrong on the way. */

export type VendorAnswer = {
  status: number;
  body: string;
  contentType: string;
  headers: Record<string, string>;
  /** What the connection does to it. */
  mishap: "none" | "cut" | "reset" | "hang";
};

export function jsonAnswer(status: number, body: unknown): VendorAnswer {
  return textAnswer(status, JSON.stringify(body), "application/json");
}

export function textAnswer(status: number, body: string, contentType: string): VendorAnswer {
  return { status, body, contentType, headers: {}, mishap: "none" };
}

/** The vendor's error bodies word themselves as `error`, those of a 403 and a 404 as `message`. */
export function errorAnswer(status: number, requestId: string, words: string): VendorAnswer {
  if (status === 403)
    return jsonAnswer(403, { status: "NOT_AUTHORIZED", request_id: requestId, message: words });
  if (status === 404)
    return jsonAnswer(404, { status: "NOT_FOUND", request_id: requestId, message: words });
  return jsonAnswer(status, { status: "ERROR", request_id: requestId, error: words });
}

/** What the vendor says, to the letter (api-samples/responses.json). */
export const WORDS = {
  badFrom: "Could not parse the time parameter: 'from'. Use YYYY-MM-DD or Unix MS Timestamps",
  badTo: "Could not parse the time parameter: 'to'. Use YYYY-MM-DD or Unix MS Timestamps",
  toBeforeFrom: "The parameter 'to' cannot be a time that occurs before 'from'",
  unknownKey: "Unknown API Key",
  notEntitled:
    "You are not entitled to this data. Please upgrade your plan at https://polygon.io/pricing",
  timeframe:
    "Your plan doesn't include this data timeframe. Please upgrade your plan at https://polygon.io/pricing",
  beforeEndOfDay:
    "Attempted to request today's data before end of day. Please upgrade your plan at https://polygon.io/pricing",
  tickerNotFound: "Ticker not found.",
  rateLimited:
    "You've exceeded the maximum requests per minute, please wait or upgrade your subscription to continue. https://polygon.io/pricing",
};
