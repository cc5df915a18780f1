/** A nightly batch data warehouse for customer experience. */
package cx.warehouse;
