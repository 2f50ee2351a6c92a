/** `Idempotency-Key`: a repeated request gets the first answer, another body under the same key is refused. */
import { createHash } from "node:crypto";
import type { Actor } from "@/lib/auth/actor-type";
import type { Db } from "@/lib/db/connect";
import {
  claimIdempotencyKey,
  deleteIdempotencyKey,
  updateIdempotencyAnswer,
} from "@/lib/db/queries/idempotency";
import { AppError } from "@/lib/errors";

const WELL_FORMED = /^[\x21-\x7e]{1,255}$/;

/** Runs `work` once per actor and key. Only answers of 2xx are kept: what was refused may be tried again. */
export async function answerOnce(
  db: Db,
  request: Request,
  actor: Actor,
  input: unknown,
  work: () => Promise<Response>,
): Promise<Response> {
  const key = request.headers.get("idempotency-key");
  if (key === null || request.method !== "POST") return work();
  if (!WELL_FORMED.test(key)) {
    const message = "allowed: 1 to 255 printable ASCII characters without spaces";
    throw new AppError("invalid_input", `Idempotency-Key: ${message}`, {
      errors: [{ path: "header.idempotency-key", message }],
    });
  }
  const { pathname } = new URL(request.url);
  const requestHash = createHash("sha256")
    .update(JSON.stringify([pathname, input]))
    .digest("hex");
  const claim = { actor: actor.id, key };
  const known = await claimIdempotencyKey(db, { ...claim, requestHash });
  if (known.kind === "kept") return replay(known, requestHash);
  return runClaimed(db, claim, work);
}

async function runClaimed(
  db: Db,
  claim: { actor: string; key: string },
  work: () => Promise<Response>,
): Promise<Response> {
  try {
    const response = await work();
    if (response.ok)
      await updateIdempotencyAnswer(db, claim, {
        status: response.status,
        body: await response.clone().json(),
      });
    else await deleteIdempotencyKey(db, claim);
    return response;
  } catch (error) {
    await deleteIdempotencyKey(db, claim);
    throw error;
  }
}

function replay(
  known: { requestHash: string; status: number | null; body: unknown },
  requestHash: string,
): Response {
  if (known.requestHash !== requestHash) {
    throw new AppError(
      "idempotency_mismatch",
      "This Idempotency-Key was used for another request. Use a new key for a new request.",
    );
  }
  if (known.status === null) {
    throw new AppError("conflict", "The first request with this Idempotency-Key is under way.", {
      retryAfterSeconds: 1,
    });
  }
  return Response.json(known.body, {
    status: known.status,
    headers: { "idempotent-replayed": "true" },
  });
}
