package dev.arrowmill.arrow;

/**
 * What a source consists of, small enough to be kept in a checkpoint.
 *
 * @param files number of files
 * @param rows number of rows
 * @param bytes size of all files together, 0 where nothing is known
 * @param digest hexadecimal digest of file names, sizes and row groups
 */
public record SourceIdentity(int files, long rows, long bytes, String digest) {
  @Override
  public String toString() {
    return files + " files, " + rows + " rows, " + bytes + " bytes, digest " + digest;
  }
}
