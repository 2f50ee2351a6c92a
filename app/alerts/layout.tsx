export { UrlState as default } from "@/app/url-state";
