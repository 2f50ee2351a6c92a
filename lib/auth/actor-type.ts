/** Who is calling, as far as the request proves it. */
import { ROLES, type Role } from "@/lib/domain/vocabulary";

export type Actor = {
  kind: "anonymous" | "user" | "api_key" | "system";
  /** Stable across requests, unique over all kinds: `user:…`, `key:…`, `ip:…`. */
  id: string;
  /** As the audit log prints it. */
  name: string;
  /** Null for nobody. */
  role: Role | null;
  ip: string | null;
  userAgent: string | null;
  requestId: string;
  /** Proven by a cookie: changes must come from our own pages. */
  viaCookie: boolean;
  /** Requests a minute; null = unlimited. */
  requestsPerMinute: number | null;
};

/** Roles include each other: an admin may do all that an operator may. */
export function mayActAs(role: Role | null, needed: Role): boolean {
  return role !== null && ROLES.indexOf(role) >= ROLES.indexOf(needed);
}
