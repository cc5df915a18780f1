package cx.warehouse.night;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** The exchange rates of the reference files as a frame: rate_date, base_currency, quote_currency, rate. */
final class ReferenceRates {

    static final StructType SCHEMA =
            StructType.fromDDL("rate_date date, base_currency string, quote_currency string, rate decimal(12,6)");

    private ReferenceRates() {}

    static Dataset<Row> rows(Warehouse warehouse) {
        List<Row> rows = warehouse.referenceFiles().fxRates().stream()
                .map(rate -> RowFactory.create(rate.rateDate(), rate.baseCurrency(), rate.quoteCurrency(), rate.rate()))
                .toList();
        return warehouse.engine().session().createDataFrame(rows, SCHEMA);
    }
}
