"use client";
/** What the signed-in person may do. The server decides; this only explains buttons beforehand. */
import { useQuery } from "@tanstack/react-query";
import { ROLES, type Role } from "@/lib/domain/vocabulary";
import { frameQuery } from "./queries";

/** Why an action that needs `role` is not offered; null = it is. */
export function useRoleReason(role: Role): string | null {
  const { data } = useQuery({ ...frameQuery(), staleTime: 60_000 });
  if (data === undefined) return null;
  if (data.viewer === null) return `Sign in as ${role} to do this`;
  if (ROLES.indexOf(data.viewer.role) >= ROLES.indexOf(role)) return null;
  return `Needs the role ${role}; yours is ${data.viewer.role}`;
}
