throw new URIError("while it is evaluated");
