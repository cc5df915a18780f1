package cx.warehouse.tables;

import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;

/**
 * Reads the files of a moved table at their new place, by the paths that they had at the old one. The old place is
 * never read. Paths of files to write are taken as they are.
 *
 * @param from the folder that held the files, with a slash at its end
 * @param to the folder that holds them now, with a slash at its end
 */
record MovedFiles(FileIO files, String from, String to) implements FileIO {

    @Override
    public InputFile newInputFile(String path) {
        return files.newInputFile(newPath(path));
    }

    @Override
    public InputFile newInputFile(String path, long length) {
        return files.newInputFile(newPath(path), length);
    }

    @Override
    public OutputFile newOutputFile(String path) {
        return files.newOutputFile(path);
    }

    @Override
    public void deleteFile(String path) {
        throw new UnsupportedOperationException("a moved table loses no file: " + path);
    }

    private String newPath(String path) {
        if (!path.startsWith(from)) {
            throw new IllegalArgumentException("the path " + path + " does not begin with " + from);
        }
        return to + path.substring(from.length());
    }
}
