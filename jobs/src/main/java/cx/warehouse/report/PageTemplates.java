package cx.warehouse.report;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Locale;
import java.util.Map;

/** Fills the templates of pages; values are escaped. */
public final class PageTemplates {

    private final PebbleEngine engine;

    public PageTemplates() {
        ClasspathLoader loader = new ClasspathLoader(PageTemplates.class.getClassLoader());
        loader.setPrefix("cx/warehouse/report");
        loader.setSuffix(".peb");
        this.engine = new PebbleEngine.Builder()
                .loader(loader)
                .strictVariables(true)
                .autoEscaping(true)
                .defaultLocale(Locale.ROOT)
                .build();
    }

    /** The page that a template makes of some values. */
    public String render(String template, Map<String, Object> values) {
        StringWriter page = new StringWriter();
        try {
            engine.getTemplate(template).evaluate(page, values, Locale.ROOT);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return page.toString();
    }
}
