package cx.warehouse.cli.option;

import cx.warehouse.settings.SettingsReader;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts texts of the command line to values. */
public final class OptionConverters {

    private OptionConverters() {}

    /** Converts a duration such as {@code 26h}. */
    public static final class DurationConverter implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            try {
                return SettingsReader.parseDuration(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("'" + text + "' is not a length of time such as 26h, 30m or 2d");
            }
        }
    }

    /** Converts a date such as {@code 2026-03-14}. */
    public static final class DateConverter implements ITypeConverter<LocalDate> {
        @Override
        public LocalDate convert(String text) {
            try {
                return LocalDate.parse(text);
            } catch (DateTimeParseException e) {
                throw new TypeConversionException("'" + text + "' is not a date such as 2026-03-14");
            }
        }
    }
}
