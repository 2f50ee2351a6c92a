"use client";
/** Where notices go, and what became of each. */
import { RoleGate } from "@/components/settings/role-gate";
import { BrowserCard } from "./browser-card";
import { ChannelsCard } from "./channels-card";
import { DeliveriesCard } from "./deliveries-card";

export function NotificationsPage() {
  return (
    <div className="flex flex-col gap-8">
      <h1 className="font-serif text-title">Notifications</h1>
      <RoleGate needs="operator" title="Channels">
        <ChannelsCard />
      </RoleGate>
      <BrowserCard />
      <RoleGate needs="operator" title="Deliveries">
        <DeliveriesCard />
      </RoleGate>
    </div>
  );
}
