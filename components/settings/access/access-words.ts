/** What each role may do, in a few words. */
import type { Role } from "@/lib/domain/vocabulary";

const ROLE_WORDS: Record<Role, string> = {
  viewer: "Viewer – sees everything, changes nothing",
  operator: "Operator – also runs, pauses, acknowledges",
  admin: "Admin – also symbols, policy and access",
};

export const ROLE_OPTIONS: readonly { value: Role; label: string }[] = [
  { value: "viewer", label: ROLE_WORDS.viewer },
  { value: "operator", label: ROLE_WORDS.operator },
  { value: "admin", label: ROLE_WORDS.admin },
];
