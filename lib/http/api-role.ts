/** Who may call an endpoint, in words. */
import type { Role } from "@/lib/domain/vocabulary";

export type ApiRole = Role | "public";

export function roleText(role: ApiRole): string {
  if (role === "public") return "Needs no sign-in.";
  return `Needs the role \`${role}\`.`;
}
