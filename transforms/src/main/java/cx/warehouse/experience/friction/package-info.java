/**
 * Decides which interactions are friction (a broken link, a slow page, a script error, confusion), from the
 * measurements that source contracts state. The limits exist here once and are the same for every vendor.
 */
package cx.warehouse.experience.friction;
