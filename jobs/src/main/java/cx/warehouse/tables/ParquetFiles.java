package cx.warehouse.tables;

import java.io.IOException;
import java.io.Serializable;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.parquet.Parquet;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.iceberg.spark.data.SparkParquetReaders;
import org.apache.iceberg.spark.data.SparkParquetWriters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/**
 * Reads and writes rows of Spark in data files of one table.
 *
 * @param columns the columns of the rows; the table has all of them, and may have more
 * @param properties properties of Parquet besides those of the table
 */
record ParquetFiles(Table table, StructType columns, Map<String, String> properties) implements Serializable {

    ParquetFiles {
        properties = Map.copyOf(properties);
    }

    /** Files with all columns of a table. */
    static ParquetFiles of(Table table) {
        return new ParquetFiles(table, SparkSchemaUtil.convert(table.schema()), Map.of());
    }

    /** Opens a file for rows. The caller closes it before it asks for the data file. */
    DataWriter<InternalRow> write(OutputFile place, PartitionSpec spec, StructLike partition) throws IOException {
        StructType written = columns;
        return Parquet.writeData(place)
                .forTable(table)
                .setAll(properties)
                .overwrite() // names are unique, so a store need not be asked whether the file exists
                .schema(schema())
                .createWriterFunc(type -> SparkParquetWriters.buildWriter(written, type))
                .withSpec(spec)
                .withPartition(partition)
                .build();
    }

    /** The rows of a file. A column that the file lacks is null. */
    CloseableIterable<InternalRow> read(DataFile file) {
        Schema wanted = schema();
        return Parquet.read(table.io().newInputFile(file.location()))
                .project(wanted)
                .createReaderFunc(stored -> SparkParquetReaders.buildReader(wanted, stored))
                .build();
    }

    /** The columns as the table knows them, in the order of the rows. */
    Schema schema() {
        return SparkSchemaUtil.convert(table.schema(), columns);
    }
}
