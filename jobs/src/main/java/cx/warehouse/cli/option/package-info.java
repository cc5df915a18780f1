/**
 * Options that several commands share, as picocli mixins and converters, and the files that they name. Every command
 * finds its warehouse through WarehouseOptions.
 */
package cx.warehouse.cli.option;
