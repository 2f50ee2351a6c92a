/** One signed POST to a webhook: no redirect is followed, and only public addresses are reached unless allowed. */
import { createHmac } from "node:crypto";
import { type ClientRequest, request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { isIP } from "node:net";
import { isPublicAddress, lookupPublic, PrivateAddressError } from "./public-address";

const TIMEOUT_MS = 10_000;
const KEPT_ANSWER_BYTES = 2_000;

export type Webhook = {
  url: string;
  secret: string;
  allowPrivate: boolean;
  event: string;
  /** The same for every attempt: receivers drop what they have seen. */
  eventId: string;
  body: string;
  at: Date;
};

export type SendResult = { status: number | null; answer: string | null; error: string | null };

/** `t=<unix seconds>,v1=<HMAC-SHA256 of "t.body", hex>`: a receiver compares, and refuses what is old. */
function webhookSignature(secret: string, body: string, at: Date): string {
  const seconds = Math.floor(at.getTime() / 1000);
  const mac = createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex");
  return `t=${seconds},v1=${mac}`;
}

/** Never throws: what went wrong is in the result. */
export async function sendWebhook(webhook: Webhook): Promise<SendResult> {
  try {
    const response = await post(webhook);
    const answer = await readStart(response);
    const status = response.statusCode ?? null;
    const isGood = status !== null && status >= 200 && status < 300;
    return { status, answer, error: isGood ? null : `answered ${status}` };
  } catch (error) {
    return { status: null, answer: null, error: error instanceof Error ? error.message : "failed" };
  }
}

function post({ url, secret, allowPrivate, event, eventId, body, at }: Webhook) {
  return new Promise<IncomingMessage>((resolve, reject) => {
    const target = new URL(url);
    const host = target.hostname.replace(/^\[|\]$/g, "");
    if (!allowPrivate && isIP(host) !== 0 && !isPublicAddress(host)) {
      reject(new PrivateAddressError(host, host));
      return;
    }
    const send = target.protocol === "https:" ? httpsRequest : httpRequest;
    const sent: ClientRequest = send(
      target,
      {
        method: "POST",
        signal: AbortSignal.timeout(TIMEOUT_MS),
        headers: {
          "content-type": "application/json",
          "content-length": Buffer.byteLength(body),
          "user-agent": "Candlewatch",
          "x-candlewatch-event": event,
          "x-candlewatch-delivery": eventId,
          "x-candlewatch-signature": webhookSignature(secret, body, at),
        },
        ...(allowPrivate ? {} : { lookup: lookupPublic }),
      },
      resolve,
    );
    sent.once("error", reject);
    sent.end(body);
  });
}

async function readStart(response: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of response) {
    text += String(chunk);
    if (text.length > KEPT_ANSWER_BYTES) break;
  }
  return text.slice(0, KEPT_ANSWER_BYTES).replaceAll("\0", "");
}
