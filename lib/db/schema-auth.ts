/** Who may come in: the auth library's four tables, with the field names it expects, and our API keys. */
import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  integer,
  pgTable,
  serial,
  text,
  timestamp,
  varchar,
} from "drizzle-orm/pg-core";
import { ROLES } from "@/lib/domain/vocabulary";

const at = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });
const isRole = sql.raw(`role in (${ROLES.map((role) => `'${role}'`).join(", ")})`);

export const authUsers = pgTable(
  "auth_users",
  {
    id: text("id").primaryKey(),
    name: text("name").notNull(),
    email: text("email").notNull().unique(),
    emailVerified: boolean("email_verified").notNull().default(false),
    image: text("image"),
    createdAt: at("created_at").notNull().defaultNow(),
    updatedAt: at("updated_at").notNull().defaultNow(),
    role: varchar("role", { length: 20 }).notNull().default("viewer"),
    banned: boolean("banned").notNull().default(false),
    banReason: text("ban_reason"),
    banExpires: at("ban_expires"),
  },
  () => [check("auth_users_role", isRole)],
);

export const authSessions = pgTable(
  "auth_sessions",
  {
    id: text("id").primaryKey(),
    token: text("token").notNull().unique(),
    userId: text("user_id")
      .notNull()
      .references(() => authUsers.id, { onDelete: "cascade" }),
    expiresAt: at("expires_at").notNull(),
    createdAt: at("created_at").notNull().defaultNow(),
    updatedAt: at("updated_at").notNull().defaultNow(),
    ipAddress: text("ip_address"),
    userAgent: text("user_agent"),
    impersonatedBy: text("impersonated_by"),
  },
  (t) => [index("idx_auth_sessions_user_id").on(t.userId)],
);

export const authAccounts = pgTable(
  "auth_accounts",
  {
    id: text("id").primaryKey(),
    accountId: text("account_id").notNull(),
    providerId: text("provider_id").notNull(),
    userId: text("user_id")
      .notNull()
      .references(() => authUsers.id, { onDelete: "cascade" }),
    accessToken: text("access_token"),
    refreshToken: text("refresh_token"),
    idToken: text("id_token"),
    accessTokenExpiresAt: at("access_token_expires_at"),
    refreshTokenExpiresAt: at("refresh_token_expires_at"),
    scope: text("scope"),
    /** Scrypt, salted. */
    password: text("password"),
    createdAt: at("created_at").notNull().defaultNow(),
    updatedAt: at("updated_at").notNull().defaultNow(),
  },
  (t) => [index("idx_auth_accounts_user_id").on(t.userId)],
);

/** One-time sign-in links, hashed. */
export const authVerifications = pgTable(
  "auth_verifications",
  {
    id: text("id").primaryKey(),
    identifier: text("identifier").notNull(),
    value: text("value").notNull(),
    expiresAt: at("expires_at").notNull(),
    createdAt: at("created_at").notNull().defaultNow(),
    updatedAt: at("updated_at").notNull().defaultNow(),
  },
  (t) => [index("idx_auth_verifications_identifier").on(t.identifier)],
);

export const apiKeys = pgTable(
  "api_keys",
  {
    id: serial("id").primaryKey(),
    name: text("name").notNull(),
    /** What a person recognises the key by: `cw_r_` and its first characters. */
    prefix: varchar("prefix", { length: 20 }).notNull(),
    /** SHA-256 of the whole key, hex: 256 random bits need no slow hash. */
    hash: varchar("hash", { length: 64 }).notNull().unique(),
    role: varchar("role", { length: 20 }).notNull(),
    requestsPerMinute: integer("requests_per_minute").notNull(),
    createdAt: at("created_at").notNull().defaultNow(),
    createdBy: text("created_by").notNull(),
    expiresAt: at("expires_at"),
    lastUsedAt: at("last_used_at"),
    lastUsedIp: text("last_used_ip"),
    revokedAt: at("revoked_at"),
    revokedBy: text("revoked_by"),
  },
  () => [check("api_keys_role", isRole)],
);
