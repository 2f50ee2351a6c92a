"use client";
/** Who may come in: users, their sessions, API keys, and one's own password. */
import { RoleGate } from "@/components/settings/role-gate";
import { KeysCard } from "./keys-card";
import { PasswordCard } from "./password-card";
import { SessionsCard } from "./sessions-card";
import { UsersCard } from "./users-card";

export function AccessPage() {
  return (
    <div className="flex flex-col gap-8">
      <h1 className="font-serif text-title">Access</h1>
      <RoleGate needs="admin" title="Users">
        <UsersCard />
      </RoleGate>
      <RoleGate needs="admin" title="API keys">
        <KeysCard />
      </RoleGate>
      <SessionsCard />
      <PasswordCard />
    </div>
  );
}
