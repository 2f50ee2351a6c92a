/** Whether a channel's target fits its kind. */
import { z } from "zod";
import type { ChannelKind } from "@/lib/domain/notification-events";
import { AppError } from "@/lib/errors";

const address = z.email().max(254);

/** @throws AppError `invalid_input` */
export function checkTarget(kind: ChannelKind, target: string): void {
  if (kind === "email" && address.safeParse(target).success) return;
  if (kind === "webhook" && isWebAddress(target)) return;
  const allowed = kind === "email" ? "an e-mail address" : "an http(s) address without a password";
  const path = "body.target";
  throw new AppError("invalid_input", `${path}: allowed: ${allowed}`, {
    errors: [{ path, message: `allowed: ${allowed}` }],
  });
}

function isWebAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && username === "" && password === "";
}
