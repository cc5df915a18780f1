/**
 * Plans the visits to the shop, its journal and its service portal, and writes them as Google Analytics, Snowplow and
 * Adobe exports. The click files of Google Ads are here too, because clicks come from visits.
 */
package cx.warehouse.sample.web;
