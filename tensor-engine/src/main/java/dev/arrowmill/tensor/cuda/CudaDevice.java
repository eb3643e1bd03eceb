package dev.arrowmill.tensor.cuda;

/**
 * A GPU.
 *
 * @param index its number for the driver
 * @param name its marketing name
 * @param computeCapability such as {@code 9.0}
 * @param multiprocessors number of streaming multiprocessors
 * @param memoryBytes its memory
 */
public record CudaDevice(
    int index, String name, String computeCapability, int multiprocessors, long memoryBytes) {}
