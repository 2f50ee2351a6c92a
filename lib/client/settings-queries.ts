/** React Query options of the settings' endpoints, apart so that the other pages do not carry them. */
import { type Filters, reading } from "./queries";

export const scheduleQuery = (query: Filters<"schedule"> = {}) => reading("schedule", { query });
export const whatIfQuery = () => reading("whatIf");
export const calendarQuery = () => reading("calendar");

export const sessionQuery = () => reading("session");
export const usersQuery = () => reading("users");
export const sessionsQuery = () => reading("sessions");
export const apiKeysQuery = () => reading("apiKeys");

export const auditLogQuery = (query: Filters<"auditLog"> = {}) => reading("auditLog", { query });

export const channelsQuery = () => reading("channels");
export const deliveriesQuery = (query: Filters<"deliveries"> = {}) =>
  reading("deliveries", { query });

export const sloQuery = () => reading("slo");
export const providerQuery = () => reading("provider");
export const storageQuery = () => reading("storage");

export const engineQuery = () => reading("engine");
export const engineRunsQuery = (query: Filters<"engineRuns"> = {}) =>
  reading("engineRuns", { query });
export const engineRunQuery = (id: string) => reading("engineRun", { params: { id } });
