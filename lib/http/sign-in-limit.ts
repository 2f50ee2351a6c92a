/** Slows down guessing: attempts are counted per network and per account, right ones too. */
import { clientAddress, limitedAddress } from "@/lib/auth/client-address";
import { AppError } from "@/lib/errors";
import { takeRequest } from "./rate-limit";

const PER_NETWORK = 20;
const PER_ACCOUNT = 10;

/** @throws AppError `rate_limited` */
export function limitSignIn(request: Request, account: string | null, nowMs: number): void {
  const network = limitedAddress(clientAddress(request));
  const verdicts = [takeRequest(`sign-in:${network}`, PER_NETWORK, nowMs)];
  if (account !== null) {
    verdicts.push(takeRequest(`sign-in:${account.toLowerCase()}`, PER_ACCOUNT, nowMs));
  }
  const waitSeconds = Math.max(...verdicts.map(({ retryAfterSeconds }) => retryAfterSeconds));
  if (waitSeconds === 0) return;
  throw new AppError("rate_limited", `Too many attempts. Try again in ${waitSeconds} s.`, {
    retryAfterSeconds: waitSeconds,
  });
}
