/** What every answer of the API carries, refusals of a method or an address included. */
import { env } from "@/lib/env";
import { API_POLICY, securityHeaders } from "./security-headers";

export const API_HEADERS: Readonly<Record<string, string>> = {
  ...securityHeaders(env.publicUrl),
  "content-security-policy": API_POLICY,
};
