package cx.warehouse.experience.dimension;

import cx.warehouse.experience.ExperienceSettings;
import cx.warehouse.experience.channel.ChannelRules;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Builds {@code dim_channel} from the settings; no source delivers it. */
public final class DimChannel {

    private DimChannel() {}

    /** {@code dim_channel}: one row a channel: channel, pillar, position (for showing channels in one order). */
    public static Dataset<Row> rows(SparkSession spark, ExperienceSettings settings) {
        List<Row> rows = new ArrayList<>();
        for (var entry : ChannelRules.pillars(settings).entrySet()) {
            rows.add(RowFactory.create(entry.getKey(), entry.getValue(), rows.size() + 1));
        }
        return spark.createDataFrame(rows, StructType.fromDDL("channel string, pillar string, position int"));
    }
}
