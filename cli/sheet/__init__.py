"""The product sheet (产品说明书): what a product says to a customer, as a PDF."""
